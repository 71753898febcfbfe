package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(in = 3, out = 3, name = "fc"),
  @Layer(out = 3, name = "fc"), // error [DuplicateName] layer 2 is named 'fc', as layer 1 is
  @Layer(out = 3, name = "layer4"),
  @Layer(out = 3), // error [DuplicateName] layer 4 is named 'layer4', as layer 3 is
  @Layer(out = 3, name = "input") // error [DuplicateName] layer 5 is named 'input', as the network's
})
interface DuplicateName extends Network {}
