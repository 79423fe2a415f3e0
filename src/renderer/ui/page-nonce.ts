/** The nonce under which the page's policy lets a style element in; empty where there is no such policy. */
export function pageNonce(): string {
  // As a property: browsers hide the attribute from scripts.
  return document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce ?? ''
}
