#!/usr/bin/env node
// The `inkwash` command.
"use strict";

process.exitCode = require("../dist/native.js").native.run(["inkwash", ...process.argv.slice(2)]);
