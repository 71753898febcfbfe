package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Apply;
import dev.neurac.Concat;
import dev.neurac.Dropout;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InputCount extends Network {
  @Layer(out = 16, act = RELU)
  Tensor nothing(); // error [InputCount] nothing has 0 inputs, but @Layer takes 1

  @Layer(out = 16)
  Tensor dense(@Input(13) Tensor x, Tensor nothing); // error [InputCount] dense has 2 inputs, but @Layer takes 1

  @Add
  Tensor sum(Tensor x); // error [InputCount] sum has 1 input, but @Add takes 2 to 64

  @Concat(axis = 1)
  Tensor joined(Tensor sum); // error [InputCount] joined has 1 input, but @Concat takes 2 to 64

  @Dropout(0.5)
  Tensor dropped(Tensor sum, Tensor joined); // error [InputCount] dropped has 2 inputs, but @Dropout takes 1

  @Apply(RELU)
  Tensor applied(Tensor x, Tensor sum); // error [InputCount] applied has 2 inputs, but @Apply takes 1
}

/* expected
[InputCount] dense has 2 inputs, but @Layer takes 1
  Join the inputs first, with @Add or @Concat.
*/

/* expected
[InputCount] sum has 1 input, but @Add takes 2 to 64
  Each parameter of the method is an input, named like the node it comes from.
*/
