#pragma once

#include "core/models/frame_model.h"

namespace nie {

/// Settings of the Galerkin transformer.
struct GalerkinTransformerOptions {
    std::string form = "roll_out";
    std::string attention = "galerkin";
    std::int64_t width = 96;
    std::int64_t heads = 1;
    std::int64_t layers = 4;
    std::int64_t feedForward = 192;
    double initialGain = 0.01;
    double initialDiagonal = 0.01;
    std::int64_t modes = 16;
    std::int64_t decoderWidth = 48;
    bool decoderCoordinates = false;
    double padding = 0.5;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("form", form,
          {.description = "roll_out: from the last frames the next one, and so on. direct: each "
                          "time from the given frames and its time",
           .choices = {"roll_out", "direct"}});
        v("attention", attention,
          {.description = "galerkin: q (k'v) / n, k and v normalised. fourier: (q k') v / n, "
                          "q and k normalised. softmax: the usual one",
           .choices = {"galerkin", "fourier", "softmax"}});
        v("width", width,
          {.description = "Channels of a token", .minimum = 1.0, .maximum = 1024.0});
        v("heads", heads,
          {.description = "Heads of a layer; they divide the width",
           .minimum = 1.0,
           .maximum = 64.0});
        v("layers", layers, {.description = "Attention layers", .minimum = 1.0, .maximum = 64.0});
        v("feed_forward", feedForward,
          {.description = "Hidden units behind each attention", .minimum = 1.0, .maximum = 8192.0});
        v("initial_gain", initialGain,
          {.description = "Q, K, V start at Xavier's size times this ...",
           .minimum = 0.0,
           .maximum = 10.0});
        v("initial_diagonal", initialDiagonal,
          {.description = "... plus this times the unit matrix", .minimum = 0.0, .maximum = 10.0});
        v("modes", modes,
          {.description =
               "Wave numbers kept in the decoder along each axis; at most half its points",
           .minimum = 1.0,
           .maximum = 512.0});
        v("decoder_width", decoderWidth,
          {.description = "Channels of the decoder's spectral convolutions",
           .minimum = 1.0,
           .maximum = 1024.0});
        v("decoder_coordinates", decoderCoordinates,
          {.description = "Join the place to the tokens once more before "
                          "the decoder"});
        v("padding", padding,
          {.description = "Zeros behind the end of axes that are not periodic, as a share of "
                          "their length",
           .minimum = 0.0,
           .maximum = 4.0});
    }
};

}  // namespace nie
