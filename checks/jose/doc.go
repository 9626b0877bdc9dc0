// Package jose checks how the library reads unverified tokens against
// go-jose. It has tests only, and stands in a module of its own so that nothing
// else depends on a JOSE library.
package jose
