// Package sql checks the queries of verdict sql on the databases that they are
// for, PostgreSQL and DuckDB: every document gets the status and the row that
// the library gives it, and the histogram is the one counted here. It has tests
// only, and stands in a module of its own so that nothing else depends on a
// database.
//
// PostgreSQL has to be installed, with initdb and pg_ctl; the tests start a
// server of their own in a temporary folder, and none that runs is touched.
// DuckDB comes with its driver.
//
// What the databases say differently from the library is in limits_test.go, and
// that is all: every document that is strict JSON, and that the database takes,
// gets the same answer.
package sql
