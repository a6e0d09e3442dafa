// The same properties as in the daily tests, played longer: TEST_FAULTS chooses the length.
import '../src-main/base/process-lock.test'
import '../src-main/sharing/core/engine.test'
import '../src-main/sharing/untouched.test'
