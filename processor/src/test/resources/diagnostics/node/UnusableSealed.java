package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
sealed interface UnusableSealed extends Network { // error [UnusableType] UnusableSealed is sealed, so no
  @Layer(out = 3)
  Tensor hidden(@Input(13) Tensor features);

  abstract non-sealed class Only implements UnusableSealed {}
}
