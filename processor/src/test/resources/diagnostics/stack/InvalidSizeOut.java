package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(in = 4, out = 0), // error [InvalidSize] layer 1 has out = 0, but a layer has at least 1
  @Layer(in = 9, out = -3), // error [InvalidSize] layer 2 has out = -3
  @Layer(out = 2)
})
interface InvalidSizeOut extends Network {}
