#include "widgets/style/application_style.h"

#include <cstddef>

namespace nie {

QColor seriesColour(int index, bool dark)
{
    // Blue and vermillion first: the pair that stays furthest apart in every kind of colour vision.
    // Wong's yellow is darkened on white, where it would all but vanish.
    static const QRgb kOnLight[] = {0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7,
                                    0xFFE69F00, 0xFF56B4E9, 0xFF000000, 0xFFB8A800};
    static const QRgb kOnDark[] = {0xFF4AA3DF, 0xFFE8793A, 0xFF2DBE93, 0xFFDB93BA,
                                   0xFFE69F00, 0xFF7CC8F2, 0xFFE6E6E6, 0xFFF0E442};
    const int wrapped = ((index % kSeriesColours) + kSeriesColours) % kSeriesColours;
    return QColor::fromRgb(dark ? kOnDark[wrapped] : kOnLight[wrapped]);
}

}  // namespace nie
