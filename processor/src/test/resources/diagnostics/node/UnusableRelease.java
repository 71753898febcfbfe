// options --release 16
package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnusableRelease extends Network { // error [UnusableRelease] this is compiled for Java 16, but
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensor features);
}
