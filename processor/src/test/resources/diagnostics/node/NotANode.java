package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface NotANode extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input(13) Tensor features);

  Tensor extra(Tensor hidden); // error [NotANode] the abstract method extra has no annotation

  @Add // error [NotANode] the method sum has a body, so @Add cannot say what it computes
  default Tensor sum(Tensor hidden, Tensor features) {
    return hidden;
  }

  @Layer(out = 3) // error [NotANode] the method fixed has a body, so @Layer(out = 3) cannot say
  static Tensor fixed(Tensor hidden) {
    return hidden;
  }
}

/* expected
[NotANode] the abstract method extra has no annotation that says what it computes
  Add one of @Layer, @Add, @Concat, @Dropout, @Apply, @LayerNorm, @RmsNorm, or give the method a body.
*/
