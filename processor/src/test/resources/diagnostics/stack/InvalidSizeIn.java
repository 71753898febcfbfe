package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(in = 4, out = 3),
  @Layer(in = -1, out = 2), // error [InvalidSize] layer 2 has in = -1, but a layer has at least 1
})
interface InvalidSizeIn extends Network {}
