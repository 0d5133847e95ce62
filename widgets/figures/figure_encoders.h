#pragma once

#include "core/results/figure_spec.h"

#include <QByteArray>
#include <QImage>

namespace nie {

// A figure as the bytes of a file; widgets/figures/figure_exporter.h checks it first and writes
// them. All of them throw RunError when they cannot be made.

/// Without the time at which it was written: the same figure gives the same bytes. `dpi`: of a
/// scene in it.
QByteArray figureToPdf(const FigureSpec& figure, int dpi = 300);
QByteArray figureToSvg(const FigureSpec& figure, int dpi = 300);
QByteArray figureToPng(const FigureSpec& figure, int dpi);
QByteArray figureToTiff(const FigureSpec& figure, int dpi);

/// On white paper, in 24 bits, with its resolution.
QImage figureToImage(const FigureSpec& figure, int dpi);

}  // namespace nie
