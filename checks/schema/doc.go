// Package schema checks the JSON Schemas of this project against what they
// describe. It has tests only, and stands in a module of its own so that
// nothing else depends on a JSON Schema validator.
package schema
