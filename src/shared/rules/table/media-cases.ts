import { type Case, haiku, image, opus, pdf, png, talk, text, tool, toolResult, toolUse } from './pieces.ts'

export const mediaCases: readonly Case[] = [
  { what: 'an image', prompt: opus({}, { messages: talk(['user', [image(png(800, 600)), text('a')]]) }), finds: [] },
  {
    what: 'an image with an empty address',
    prompt: haiku({}, { messages: talk(['user', [{ type: 'image', source: { type: 'url', url: ' ' } }, text('a')]]) }),
    finds: ['error empty-sources messages.0.content.0'],
    refusal: 'Input should be a valid URL',
  },
  {
    what: 'a document with an empty address inside a tool result',
    prompt: haiku(
      { tools: [tool()] },
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t')]],
          ['user', [toolResult('t', [{ type: 'document', source: { type: 'url', url: '' } }])]],
        ),
      },
    ),
    finds: ['error empty-sources messages.2.content.0'],
  },
  {
    what: 'an image by URL',
    prompt: opus(
      {},
      { messages: talk(['user', [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }]]) },
    ),
    finds: [],
  },
  {
    what: 'an image that was uploaded',
    prompt: opus(
      {},
      { messages: talk(['user', [{ type: 'image', source: { type: 'file', file_id: 'file_1' } }, text('a')]]) },
    ),
    finds: ['error uploaded-files messages.0.content.0'],
    refusal: 'File not found: file_1',
  },
  {
    what: '101 images on a model of 200K',
    prompt: haiku({}, { messages: talk(['user', Array.from({ length: 101 }, () => image(png(8, 8)))]) }),
    finds: ['error images messages'],
    refusal: 'too many images: 101 > 100',
  },
  {
    what: '101 images on a model of 1M',
    prompt: opus({}, { messages: talk(['user', Array.from({ length: 101 }, () => image(png(8, 8)))]) }),
    finds: [],
  },
  {
    what: 'an image wider than 8,000 pixels',
    prompt: opus({}, { messages: talk(['user', [image(png(8001, 5)), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'exceed max allowed size: 8000 pixels',
  },
  {
    what: 'an image wider than 2,000 pixels among 21 files',
    prompt: opus(
      {},
      { messages: talk(['user', [image(png(2001, 5)), ...Array.from({ length: 20 }, () => image(png(8, 8)))]]) },
    ),
    finds: ['error images messages.0.content.0'],
    refusal: '2000 pixels',
  },
  {
    what: 'an image in a tool’s result that is too wide',
    prompt: opus(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1')]],
          ['user', [toolResult('t1', [image(png(9000, 5))])]],
        ),
      },
    ),
    finds: ['error images messages.2.content.0'],
  },
  {
    what: 'an image above 10 MB',
    prompt: haiku({}, { messages: talk(['user', [image('A'.repeat(10 * 1024 * 1024 + 4)), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'image exceeds 10 MB maximum',
  },
  {
    what: 'an image that is no base64',
    prompt: haiku({}, { messages: talk(['user', [image('§§§'), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'Invalid base64',
  },
  {
    what: 'an image that is none',
    prompt: haiku({}, { messages: talk(['user', [image('QUJDRA=='), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'Could not process image',
  },
  {
    what: 'an image that must not be scaled, on Haiku 4.5',
    prompt: haiku(
      {},
      { messages: talk(['user', [image(png(1600, 5), { transformations: { oversized_image: 'error' } })]]) },
    ),
    finds: ['error image-scaling messages.0.content.0'],
    refusal: '1600x5',
  },
  {
    what: 'an image that must not be scaled, on Opus 5.5',
    prompt: opus(
      {},
      { messages: talk(['user', [image(png(1600, 5), { transformations: { oversized_image: 'error' } })]]) },
    ),
    finds: [],
  },
  {
    what: 'a PDF',
    prompt: haiku({}, { messages: talk(['user', [pdf('%PDF-1.4\n<< /Type /Page >>'), text('a')]]) }),
    finds: [],
  },
  {
    what: 'a PDF of 101 pages on a model of 200K',
    prompt: haiku({}, { messages: talk(['user', [pdf(`%PDF-1.4\n${'<< /Type /Page >>\n'.repeat(101)}`)]]) }),
    finds: ['error pdfs messages'],
    refusal: 'A maximum of 100 PDF pages',
  },
  {
    what: 'a PDF with a password',
    prompt: opus({}, { messages: talk(['user', [pdf('%PDF-1.4\ntrailer << /Encrypt 5 0 R >>'), text('a')]]) }),
    finds: ['error pdfs messages.0.content.0'],
    refusal: 'password protected',
  },
  {
    what: 'a PDF that is none',
    prompt: opus({}, { messages: talk(['user', [pdf('Hello'), text('a')]]) }),
    finds: ['error pdfs messages.0.content.0'],
    refusal: 'was not valid',
  },
]
