package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Initializer.HE_NORMAL;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(
      in = 3,
      out = 3,
      act = RELU,
      slope = 0.1), // error [IneffectiveAttribute] layer 1 has slope = 0.1, but RELU has no slope
  @Layer(
      out = 3,
      init = HE_NORMAL,
      initScale = 2), // error [IneffectiveAttribute] layer 2 has initScale = 2.0, but HE_NORMAL knows its
  @Layer(
      out = 3,
      slope = 1) // error [IneffectiveAttribute] layer 3 has slope = 1.0, but IDENTITY has no slope
})
interface IneffectiveAttributeOfLayer extends Network {}
