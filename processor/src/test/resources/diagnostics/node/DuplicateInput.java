package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DuplicateInput extends Network {
  @Layer(out = 16)
  Tensor a(@Input(13) Tensor features);

  @Layer(out = 16)
  Tensor b(@Input(4) Tensor words); // error [DuplicateInput] declared as 'features' and again as 'words'

  @Add
  Tensor sum(Tensor a, Tensor b);
}
