#pragma once

#include <QColor>
#include <QDir>
#include <QImage>
#include <QString>

#include <algorithm>
#include <cmath>

namespace nie::test {

/// How far two pictures of one size are apart.
struct ImageDistance {
    double mean = 0.0;      ///< of the largest difference of a pixel's channels, 0 to 255
    double outliers = 0.0;  ///< share of pixels that differ by more than 48
};

inline int pixelDistance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

inline ImageDistance imageDistance(const QImage& one, const QImage& other)
{
    ImageDistance distance;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const int apart = pixelDistance(one.pixel(x, y), other.pixel(x, y));
            distance.mean += apart;
            distance.outliers += apart > 48;
        }
    const double pixels = static_cast<double>(one.width()) * one.height();
    return {distance.mean / pixels, distance.outliers / pixels};
}

/// Empty where the picture is like the stored one NAME.png; else why not, with the picture, and
/// what is different in it, left in the build folder. With NIE_BASELINE_DIR set pictures are stored
/// there instead of being compared.
inline QString faultOfPicture(const QImage& picture, const QString& name)
{
    const QString target = qEnvironmentVariable("NIE_BASELINE_DIR");
    if (!target.isEmpty())
        return picture.save(target + "/" + name + ".png") ? QString() : "cannot be stored";
    const QImage stored(qEnvironmentVariable("NIE_SOURCE_DIR", ".") +
                        "/tests/widgets/scene/baselines/" + name + ".png");
    const QString left =
        QDir::cleanPath(qEnvironmentVariable("NIE_BINARY_DIR", ".") + "/../tests/pictures");
    QDir().mkpath(left);
    const QString file = left + "/" + name;
    if (stored.size() != picture.size()) {
        picture.save(file + ".png");
        return QString("is %1 x %2, stored: %3 x %4; see %5.png")
            .arg(picture.width())
            .arg(picture.height())
            .arg(stored.width())
            .arg(stored.height())
            .arg(file);
    }
    const ImageDistance distance = imageDistance(picture, stored);
    if (distance.mean < 3 && distance.outliers < 0.02)
        return {};
    QImage difference(picture.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const int apart = pixelDistance(picture.pixel(x, y), stored.pixel(x, y));
            difference.setPixelColor(x, y, QColor(apart, apart, apart));
        }
    picture.save(file + ".png");
    difference.save(file + "-difference.png");
    return QString("differs by %1 in the mean, %2 of the pixels by more than 48; see %3*.png")
        .arg(distance.mean)
        .arg(distance.outliers)
        .arg(file);
}

}  // namespace nie::test
