package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Dropout;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidRate extends Network {
  @Dropout(1.0) // error [InvalidRate] one drops values with probability 1.0, which is not in [0, 1)
  Tensor one(@Input(13) Tensor features);

  @Dropout(-0.1) // error [InvalidRate] negative drops values with probability -0.1
  Tensor negative(Tensor one);

  @Dropout(Double.NaN) // error [InvalidRate] nan drops values with probability NaN
  Tensor nan(Tensor negative);

  @Dropout(Double.POSITIVE_INFINITY) // error [InvalidRate] infinite drops values with probability Infinity
  Tensor infinite(Tensor nan);

  @Layer(out = 1)
  Tensor price(Tensor infinite);
}
