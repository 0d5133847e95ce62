#pragma once

#include "core/recordings/predicted_windows.h"
#include "core/recordings/recording_figures.h"

namespace nie {

// Figures of a recording beside what a model predicts of it: the rows are those of `rows`, each as
// it was predicted some frames before.

/// What a model predicts, and the rows of it that are drawn.
struct ModelShown {
    const PredictedWindows& windows;
    const PredictedRows& rows;

    /// Runs with rows, ascending; RecordingLook::run counts them.
    std::vector<std::int64_t> runs() const;
    /// In the order of the truth.
    RegionRows regionRows(const RecordingLook& look) const;
};

/// The chosen region of a run and, below each other, up to kMostTraces regions from it on: truth
/// and model over time, scaled by the truth.
FigureSpec modelTraceFigure(const ModelShown& shown, const RecordingLook& look);
/// Carpets of truth and model, both scaled by the truth.
FigureSpec modelCarpetFigure(const ModelShown& shown, const RecordingLook& look);
/// Connectivity of truth and model, their difference, and one over the other.
FigureSpec modelConnectivityFigure(const ModelShown& shown, const RecordingLook& look);
/// Dynamics of the connectivity of truth and model, and how their values are distributed. Throws
/// InputError where the time is not known or too short.
FigureSpec modelDynamicsFigure(const ModelShown& shown, const RecordingLook& look);
/// Power spectra of the chosen region and of the mean of all. Throws InputError where no stretch is
/// long enough.
FigureSpec modelSpectrumFigure(const ModelShown& shown, const RecordingLook& look);

}  // namespace nie
