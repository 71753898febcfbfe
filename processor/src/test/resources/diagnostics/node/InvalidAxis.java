package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Concat;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidAxis extends Network {
  @Layer(out = 16)
  Tensor a(@Input(13) Tensor features);

  @Concat(axis = 0) // error [InvalidAxis] both joins along axis 0, but a has axis 1 alone
  Tensor both(Tensor a, Tensor features);
}

/* expected
[InvalidAxis] both joins along axis 0, but a has axis 1 alone
    features    13
    a           16     @Layer(out = 16)
  > both         ?     @Concat(axis = 0)
  Leave axis out: axis 0 is the batch, and 1 the features.
*/
