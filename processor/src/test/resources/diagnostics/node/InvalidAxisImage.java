package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Concat;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidAxisImage extends Network {
  @Layer(out = 16)
  Tensor a(@Input({3, 8, 8}) Tensor image);

  @Concat(
      axis = 4) // error [InvalidAxis] both joins along axis 4, but the input image has axes 1 to 3
  Tensor both(Tensor image, Tensor a);
}
