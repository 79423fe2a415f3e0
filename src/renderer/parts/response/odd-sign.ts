import styles from './odd-sign.module.css'

/** What makes an element the sign of the odd character in it: its style draws the code. */
export function oddSign({ code, name }: { code: string; name: string }) {
  return { className: styles.sign, 'data-code': code, title: `${code} ${name}` }
}
