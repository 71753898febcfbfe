package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface WrongSignature extends Network {
  @Layer(out = 3)
  <T> Tensor generic(@Input(13) Tensor features); // error [WrongSignature] the node generic has type parameters;

  @Layer(out = 3)
  float[] array(Tensor features); // error [WrongSignature] the node array returns float[]; a node takes tensors

  @Layer(out = 3)
  void nothing(float[] features); // error [WrongSignature] the node nothing returns void and takes float[] features;

  @Layer(out = 3)
  Tensor mixed(
      Tensor features,
      float[] bias); // error [WrongSignature] the node mixed takes float[] bias; a node takes tensors

  @Add
  Tensor sum(Tensor... all); // error [WrongSignature] the node sum takes a varying number of values;

  @Layer(out = 3)
  Tensor throwing(Tensor features) throws Exception; // error [WrongSignature] the node throwing declares exceptions;

  @Layer(out = 3)
  Other.Tensor other(Tensor features); // error [WrongSignature] returns diagnostics.WrongSignature.Other.Tensor

  class Other {
    static class Tensor {}
  }
}

/* expected
[WrongSignature] the node mixed takes float[] bias; a node takes tensors and returns one
  Write: Tensor mixed(Tensor features, Tensor bias), where Tensor is dev.neurac.Tensor.
*/
