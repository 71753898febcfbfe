package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnusableGeneric<T> extends Network { // error [UnusableType] UnusableGeneric has type parameters
  @Layer(out = 3)
  Tensor hidden(@Input(13) Tensor features);
}
