package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface NotANetwork { // error [NotANetwork] is annotated with @Model, but is not a dev.neurac
  @Layer(out = 3)
  Tensor hidden(@Input(13) Tensor features);
}
