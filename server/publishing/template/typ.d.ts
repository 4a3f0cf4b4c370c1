/** A Typst source, built into the code as text. */
declare module '*.typ?raw' {
  const source: string;
  // biome-ignore lint/style/noDefaultExport: this is how the bundler gives a file's text
  export default source;
}
