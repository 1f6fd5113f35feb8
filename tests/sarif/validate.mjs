// node validate.mjs SCHEMA FILE: tells what in a SARIF log its JSON Schema forbids.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const [schema, log] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const ajv = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }));
const validate = ajv.compile(schema);
if (!validate(log)) {
  for (const { instancePath, message } of validate.errors) console.error(`${instancePath}: ${message}`);
  process.exit(1);
}
