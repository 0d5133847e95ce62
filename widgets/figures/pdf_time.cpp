#include "widgets/figures/pdf_time.h"

#include <algorithm>

namespace nie {

QByteArray withoutTimes(QByteArray pdf)
{
    const qsizetype begin = pdf.indexOf("\n/CreationDate (D:");
    const qsizetype end = pdf.indexOf(')', begin);
    if (begin >= 0 && end >= 0)
        std::fill(pdf.begin() + begin + 1, pdf.begin() + end + 1, ' ');
    return pdf;
}

}  // namespace nie
