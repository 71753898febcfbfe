package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(out = 3), // error [MissingSize] layer 1 is the first and does not say how many features
  @Layer(in = 3, out = 2)
})
interface MissingSize extends Network {}
