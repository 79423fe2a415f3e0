import type { Ref } from 'react'

type FilePickerProps = {
  label: string
  multiple?: boolean
  onFiles: (files: File[]) => void
  ref: Ref<HTMLInputElement>
}

/** Opened by a click on its element, which a menu or a button makes; it is not seen itself. */
export function FilePicker({ label, multiple = false, onFiles, ref }: FilePickerProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={label}
      multiple={multiple}
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])]
        // The same file may be chosen again.
        currentTarget.value = ''
        onFiles(files)
      }}
    />
  )
}
