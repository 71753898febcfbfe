package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeInput extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input({1, 0, 28}) Tensor image); // error [InvalidSize] the input image has shape 1×0×28, but
}
