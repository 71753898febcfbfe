package diagnostics;

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
      dropout = 1.0), // error [InvalidRate] layer 1 drops values with probability 1.0, which is not
  @Layer(out = 2, dropout = -0.5), // error [InvalidRate] layer 2 drops values with probability -0.5
  @Layer(out = 2, dropout = Double.NaN), // error [InvalidRate] layer 3 drops values with probability NaN
  @Layer(out = 2)
})
interface InvalidRate extends Network {}
