import { z } from 'zod';
import { INSPECT_NAME, INSPECT_OPTIONS, INSPECT_PROPERTIES, INSPECT_SENTENCE, INSPECT_TEXT } from './inspect-limits.ts';

export const PROPERTY_TYPES = [
  'text',
  'number',
  'integer',
  'boolean',
  'enum',
  'color',
  'date',
  'object',
  'list',
] as const;

/** Names are put together to places; without control characters two places never read alike. */
const name = z
  .string()
  .min(1)
  .max(INSPECT_NAME)
  .regex(/^\P{Cc}+$/u);
const label = z.string().max(INSPECT_NAME);
const sentence = z.string().max(INSPECT_SENTENCE);

/** What can be typed or chosen. Null is "nothing"; dates are `2026-11-28`, colours `#2f7d6b`. */
export const scalar = z.union([z.null(), z.boolean(), z.number(), z.string().max(INSPECT_TEXT)]);
export type Scalar = z.output<typeof scalar>;

/** How a property may be edited besides what its type says. What an editor does not know is ignored. */
export const PROPERTY_EDITORS = ['line', 'area', 'checkbox', 'switch'] as const;

/** One property as the grid needs to know it, apart from its value. */
export const propertyRow = z
  .strictObject({
    name,
    label,
    category: label.optional(),
    type: z.enum(PROPERTY_TYPES),
    editor: z.enum(PROPERTY_EDITORS).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().positive().optional(),
    /** Most characters of a text. */
    maxLength: z.int().min(1).max(INSPECT_TEXT).optional(),
    options: z
      .array(z.strictObject({ value: label, label }))
      .min(1)
      .max(INSPECT_OPTIONS)
      .optional(),
    /** True: may hold nothing. */
    empty: z.boolean().optional(),
    readonly: z.boolean().optional(),
    /** What a reset gives; absent: there is no reset. */
    default: scalar.optional(),
    help: sentence.optional(),
    /** Shown only while another property of the same object has one of these values. */
    dependsOn: z.strictObject({ name, values: z.array(scalar).min(1).max(50) }).optional(),
    /** What may be done to the items of a list. */
    list: z.strictObject({ insert: z.boolean(), remove: z.boolean(), move: z.boolean() }).optional(),
  })
  .refine((row) => (row.type === 'enum') === (row.options !== undefined), 'only choices have options')
  .refine((row) => row.min === undefined || row.max === undefined || row.min <= row.max, 'the range is empty');
export type PropertyRow = z.output<typeof propertyRow>;

/** The properties of an object, or what every item of a list is like. */
export const shapeDefinition = z.union([
  z.strictObject({
    rows: z
      .array(propertyRow)
      .max(INSPECT_PROPERTIES)
      .refine((rows) => new Set(rows.map((row) => row.name)).size === rows.length, 'a name was there twice'),
  }),
  z.strictObject({ item: propertyRow }),
]);
export type ShapeDefinition = z.output<typeof shapeDefinition>;
