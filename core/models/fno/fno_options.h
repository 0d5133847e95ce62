#pragma once

#include "core/models/frame_model.h"

namespace nie {

/// What the three Fourier neural operators share.
struct FnoOptions {
    FrameOptions frames;
    std::int64_t width = 20;
    std::int64_t modes = 8;
    std::int64_t timeModes = 8;
    std::int64_t layers = 4;
    std::int64_t projection = 128;
    std::string activation = "gelu";
    bool batchNorm = false;
    double padding = 0.5;

    template <class Visitor>
    void visitNetwork(Visitor& v)
    {
        v("layers", layers,
          {.description = "Spectral convolutions one after the other",
           .minimum = 1.0,
           .maximum = 64.0});
        v("projection", projection,
          {.description = "Units of the hidden layer behind the last of them",
           .minimum = 1.0,
           .maximum = 4096.0});
        v("activation", activation,
          {.description = "Between the layers; relu in the first version, later gelu",
           .choices = {"gelu", "relu"}});
        v("batch_norm", batchNorm,
          {.description = "Batch normalisation in every layer, as in the first version"});
        v("padding", padding,
          {.description = "Zeros behind the end of axes that are not periodic (time, too), as "
                          "a share of their length",
           .minimum = 0.0,
           .maximum = 4.0});
    }
    template <class Visitor>
    void visitWidth(Visitor& v)
    {
        v("width", width,
          {.description = "Channels between the layers", .minimum = 1.0, .maximum = 1024.0});
    }
    template <class Visitor>
    void visitModes(Visitor& v)
    {
        v("modes", modes,
          {.description = "Wave numbers kept along each axis of space; at most half its points",
           .minimum = 1.0,
           .maximum = 512.0});
    }
    template <class Visitor>
    void visitTimeModes(Visitor& v)
    {
        v("time_modes", timeModes,
          {.description = "Wave numbers kept along time in space-time; at most half its "
                          "points with padding",
           .minimum = 1.0,
           .maximum = 512.0});
    }
};

/// fno1d: a field on a line, frame by frame.
struct Fno1dOptions : FnoOptions {
    Fno1dOptions()
    {
        width = 64;
        modes = 16;
    }
    template <class Visitor>
    void visit(Visitor& v)
    {
        frames.visit(v);
        visitWidth(v);
        visitModes(v);
        visitNetwork(v);
    }
};

/// fno2d: a field on a plane frame by frame, or a field on a line over space and time at once.
struct Fno2dOptions : FnoOptions {
    Fno2dOptions()
    {
        width = 0;
        modes = 0;
        timeModes = 10;
    }
    template <class Visitor>
    void visit(Visitor& v)
    {
        frames.visit(v);
        v("width", width,
          {.description = "Channels between the layers; 0: 20 for a plane, 32 for line and time",
           .minimum = 0.0,
           .maximum = 1024.0});
        v("modes", modes,
          {.description = "Wave numbers kept along each axis of space, at most half its points; "
                          "0: 8 for a plane, 20 for line and time",
           .minimum = 0.0,
           .maximum = 512.0});
        visitTimeModes(v);
        visitNetwork(v);
    }
};

/// fno3d: a field on a plane over space and time at once.
struct Fno3dOptions : FnoOptions {
    template <class Visitor>
    void visit(Visitor& v)
    {
        visitWidth(v);
        visitModes(v);
        visitTimeModes(v);
        v("space_coordinates", frames.spaceCoordinates,
          {.description = "Tell the network the place of each point"});
        visitNetwork(v);
    }
};

}  // namespace nie
