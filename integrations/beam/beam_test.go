package beamaudit

import (
	"testing"

	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
)

// TestMain runs pipelines on prism, in this process.
func TestMain(m *testing.M) { ptest.MainWithDefault(m, "prism") }
