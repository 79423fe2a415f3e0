// What the starters talk about: made up, and as small as it can be.
import type { VariableDocument } from './prompt.ts'

export const returnsPolicy: VariableDocument = {
  title: 'Returns, as of 2026',
  text: 'Goods can be sent back within 30 days of delivery, unused and in their packaging. The customer pays for the parcel.\n\nGoods that arrive damaged can be reported within 60 days of delivery. We then pay for the parcel and send a new item or the money back, as the customer prefers.',
}

export const shippingPolicy: VariableDocument = {
  title: 'Shipping',
  text: 'Orders leave our warehouse within two working days. Lamps and glass are sent with extra padding.\n\nThe carrier is liable for damage on the way if it is reported to the carrier within seven days.',
}

export const invoice =
  'Holm & Daughters, joinery\nInvoice 2026-0413\n3 November 2026\n\nTo: Café Vent, Malmö\n\n4 oak shelves, 120 cm          SEK 3,800.00\nFitting, two hours             SEK 1,300.00\nTravel                         SEK   240.00\n\nTotal incl. VAT                SEK 5,340.00\n\nPlease pay within 30 days.'

/** A PNG of 168 × 112 pixels, base64: a low blue, a high brown and a middling green bar. */
export const barChart =
  'iVBORw0KGgoAAAANSUhEUgAAAKgAAABwBAMAAAB4CCbFAAAAD1BMVEX///88OjQvW9eYVBUqckdLr+l/AAAASUlEQVR42u3MQREAEBAAwItABRVU0D+T9/0xg90AGwFsUKRSqfRE2hOpVCqVSqXfpSORSqVSqVR6X9oSqVQqlUqlT6Z1iQBgoQmVqLH24iHldQAAAABJRU5ErkJggg=='
