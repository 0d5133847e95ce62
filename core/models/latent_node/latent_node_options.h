#pragma once

#include "core/numerics/ode_solver.h"

namespace nie {

/// Settings of the latent neural ODE. Widths of 0 are those published, for up to 10 channels those
/// for curves in the plane, for more those for brain regions.
struct LatentNodeOptions {
    bool encoder = true;
    std::int64_t latent = 0;
    std::int64_t dynamicsHidden = 0;
    std::int64_t dynamicsLayers = 0;
    std::int64_t encoderHidden = 0;
    std::int64_t decoderHidden = 0;
    double observationDeviation = 0.03;
    double timeSpan = 1.0;
    bool standardise = true;
    std::string gradient = "unroll";
    OdeOptions solver = {};
    OdeOptions trainingSolver{.relativeTolerance = 1e-4, .absoluteTolerance = 1e-5};

    template <class Visitor>
    void visit(Visitor& v);
};

template <class Visitor>
void LatentNodeOptions::visit(Visitor& v)
{
    v("encoder", encoder,
      {.description =
           "Start from a latent state that an encoder draws from the given points; off: the "
           "dynamics act on the data themselves, from the last given point on"});
    v("latent", latent,
      {.description = "Components of the latent state; 0: 4 for up to 10 channels, 32 for more",
       .minimum = 0.0,
       .maximum = 4096.0});
    v("dynamics_hidden", dynamicsHidden,
      {.description =
           "Width of the network of the dynamics; 0: 20 for up to 10 channels, 300 for more",
       .minimum = 0.0,
       .maximum = 8192.0});
    v("dynamics_layers", dynamicsLayers,
      {.description = "Hidden layers of the dynamics; 0: 2 for up to 10 channels, 4 for more",
       .minimum = 0.0,
       .maximum = 64.0});
    v("encoder_hidden", encoderHidden,
      {.description = "Width of the encoder's state; 0: 25 for up to 10 channels, 100 for more",
       .minimum = 0.0,
       .maximum = 8192.0});
    v("decoder_hidden", decoderHidden,
      {.description = "Width of the decoder; 0: 20 for up to 10 channels, 100 for more",
       .minimum = 0.0,
       .maximum = 8192.0});
    v("observation_deviation", observationDeviation,
      {.description =
           "Standard deviation of an observation about the decoded state, in units of the "
           "data's own; the larger, the more the latent state is drawn to the prior",
       .minimum = 0.0});
    v("time_span", timeSpan,
      {.description =
           "Length of the training grid in the time of the dynamics; 0: that of the data",
       .minimum = 0.0});
    v("standardise", standardise,
      {.description = "Work on z-scored channels in place of the data as they are"});
    v("gradient", gradient,
      {.description =
           "unroll: through the solver's steps. adjoint: by the adjoint equation, in memory "
           "that does not grow with the steps",
       .choices = {"unroll", "adjoint"}});
    v.section("solver", solver);
    v.section("training_solver", trainingSolver);
}

}  // namespace nie
