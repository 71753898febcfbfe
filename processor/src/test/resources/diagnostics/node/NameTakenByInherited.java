package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
interface Holder {
  interface NameTakenByInheritedNet {}
}

@Model(loss = MEAN_SQUARED_ERROR)
abstract class NameTakenByInherited implements Network, Holder { // error [NameTaken] in which its member type
  @Layer(out = 3)
  abstract Tensor hidden(@Input(3) Tensor features);
}
