/** Where an edition belongs. Coordinates are null for a place that no list knows. */
export interface Place {
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}
