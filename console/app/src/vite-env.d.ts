/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module 'virtual:land-110m' {
  const url: string;
  export default url;
}

declare module 'virtual:land-50m' {
  const url: string;
  export default url;
}

declare module '*.cddl' {
  const text: string;
  export default text;
}

declare module '*.txt' {
  const text: string;
  export default text;
}
