package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface Cycle extends Network {
  @Add
  Tensor first(@Input(13) Tensor features, Tensor third); // error [Cycle] wait for each other

  @Layer(out = 13)
  Tensor second(Tensor first);

  @Layer(out = 13)
  Tensor third(Tensor second);

  @Layer(out = 1)
  Tensor price(Tensor third);
}

/* expected
[Cycle] first, third and second wait for each other
    first takes third
    third takes second
    second takes first
  Values flow from the input to the output: let one of them take an earlier node, or the input.
*/
