package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(in = 50_000, out = 10),
  @Layer(out = 50_000),
  @Layer(out = 50_000), // error [TooManyParameters] 50,000 × 50,000 = 2,500,000,000 weights
  @Layer(out = 1)
})
interface TooManyParameters extends Network {}
