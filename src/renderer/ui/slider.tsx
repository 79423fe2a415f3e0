import { classNames } from './class-names.ts'
import styles from './slider.module.css'

type SliderProps = {
  label: string
  /** `null`: nothing is set. The slider then looks off and stands at `hint`; moving it sets a value. */
  value: number | null
  min: number
  max: number
  step: number
  /** Where the thumb stands while nothing is set, such as the API's own default. */
  hint?: number | null
  disabled?: boolean
  onChange: (value: number) => void
  /** What a screen reader says instead of the bare number. */
  valueText?: string
}

/** A value outside `min`…`max` is shown at the near end; it is not changed by that. */
export function Slider({ label, value, min, max, step, hint, disabled, onChange, valueText }: SliderProps) {
  return (
    <input
      type="range"
      className={classNames(styles.slider, value === null && styles.off)}
      aria-label={label}
      aria-valuetext={valueText ?? (value === null ? 'not set' : String(value))}
      value={value ?? hint ?? min}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onChange={(event) => onChange(Number(event.target.value))}
    />
  )
}
