#pragma once

#include "core/data/dataset.h"
#include "core/io/axis_guess.h"

#include <filesystem>

namespace nie {

/// How arrays of a user's file become a data set. Everything may be left out: what the file does
/// not say is guessed (core/io/axis_guess.h).
struct ImportOptions {
    std::string path;
    std::string array;
    std::string axes;
    std::string times;
    double timeStep = 0.0;
    std::string timeLabel = "t";
    std::string channelUnits;
    std::string initial;
    std::int64_t given = 0;
    std::int64_t window = 0;
    std::int64_t stride = 0;
    std::int64_t memoryLimit = 1024;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("path", path,
          {.description = "Stored data set (.h5), or an array file: npy, npz, csv, tsv, mat, h5"});
        v("array", array, {.description = "Which array of the file; empty: the likely one"});
        v("axes", axes,
          {.description = "Its axes in order, such as sample,time,x,channel; empty: guessed"});
        v("times", times, {.description = "Array with the times; empty: guessed"});
        v("time_step", timeStep,
          {.description = "Times are 0, 1, 2, ... times this; 0: by `times`", .minimum = 0.0});
        v("time_label", timeLabel, {.description = "Title of the time axis, with its unit"});
        v("channel_units", channelUnits,
          {.description =
               "Units of the channels in their order, such as m/s,Pa; one stands for all"});
        v("initial", initial,
          {.description =
               "Array with the state before the first time (`a` of the FNO files); empty: "
               "guessed; none: there is none"});
        v("given", given,
          {.description = "First points that a model is given; 0: as stored, else 1 of a field and "
                          "half of a curve",
           .minimum = 0.0});
        v("window", window,
          {.description = "Cuts one long recording into samples of so many points; 0: not",
           .minimum = 0.0});
        v("stride", stride,
          {.description = "Points from one window to the next; 0: as long as a window",
           .minimum = 0.0});
        v("memory_limit", memoryLimit,
          {.description = "Larger sets are read from the file sample by sample",
           .unit = "MiB",
           .minimum = 0.0});
    }
};

/// What would be imported, in plain values for a preview.
struct ImportPlan {
    AxisGuess axes;
    std::vector<std::int64_t> shape;  ///< [sample, time, space..., channel] of the data set
};

/// Array, axes and resulting shape without reading the numbers. Throws InputError naming `where`.
ImportPlan planImport(const ArrayFile& file, const ImportOptions& options,
                      const std::string& where);

/// The data set itself. Numbers that are not finite are refused by sample and time. Sets beyond the
/// memory limit are streamed where the format allows it (HDF5, MATLAB 7.3). Throws InputError.
Dataset importArrays(const ImportOptions& options, const std::string& where, std::stop_token stop);

}  // namespace nie
