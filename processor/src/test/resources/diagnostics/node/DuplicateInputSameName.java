package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DuplicateInputSameName extends Network {
  @Layer(out = 16)
  Tensor a(@Input(13) Tensor features);

  @Layer(out = 16)
  Tensor b(@Input(13) Tensor features); // error [DuplicateInput] declared as 'features' and again as 'features'

  @Add
  Tensor sum(Tensor a, Tensor b);
}
