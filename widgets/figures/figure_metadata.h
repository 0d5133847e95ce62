#pragma once

#include "core/results/figure_spec.h"

#include <QByteArray>
#include <QString>

namespace nie {

/// What a file says of the figure in it: the title, else that of the first panel or part.
QString figureTitle(const FigureSpec& figure);

/// "NIE Studio 1.2": the program that wrote it.
QString figureSoftware();

/// The provenance, a line each: "run: spirals-2". For people.
QString provenanceLines(const FigureSpec& figure);

/// The provenance as one JSON object, for programs; of a sheet, "parts" holds those of its parts.
/// ASCII.
QByteArray provenanceJson(const FigureSpec& figure);

/// The JSON inside an element of a name space of its own, "<nie:figure ...>...</nie:figure>", for
/// XML metadata.
QByteArray provenanceElement(const FigureSpec& figure);

/// The XMP packet of a PDF: title, program, the provenance line by line and as the element.
QByteArray xmpPacket(const FigureSpec& figure);

}  // namespace nie
