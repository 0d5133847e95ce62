// A figure of which only what differs is drawn anew looks as if all of it were.
#include "core/results/fields/field_figures.h"
#include "tests/support/moving_sample.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/field_samples.h"
#include "widgets/figures/figure_picture.h"

#include <QApplication>

namespace nie::figure_picture_test {

using namespace nie::test;

namespace {

FigurePlacement placementOf(FigureSpec figure, qreal ratio = 1.0)
{
    FigurePlacement placement;
    placement.size = {731, 283};
    placement.target = QRectF(4, 4, 723, 275);
    figure.widthMillimetres = 200.0;
    figure.heightMillimetres = 200.0 * placement.target.height() / placement.target.width();
    placement.figure = std::move(figure);
    placement.ratio = ratio;
    return placement;
}

QImage drawn(const FigureSpec& figure, qreal ratio = 1.0)
{
    FigurePicture picture;
    picture.show(placementOf(figure, ratio));
    return picture.pixmap().toImage();
}

/// Qt scales the part of an image that is not clipped from another first pixel than the whole.
constexpr int kRounding = 3;

/// "3 pixels, at most 12 of 255, in 10,20 to 40,50"; empty for pictures that differ by the rounding
/// of scaled images alone.
QString difference(const QImage& one, const QImage& other)
{
    if (one.size() != other.size())
        return "another size";
    int pixels = 0, most = 0;
    QRect where;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QColor a = one.pixelColor(x, y), b = other.pixelColor(x, y);
            const int apart =
                std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                          std::abs(a.blue() - b.blue())});
            if (apart <= kRounding)
                continue;
            ++pixels;
            most = std::max(most, apart);
            where |= QRect(x, y, 1, 1);
        }
    if (pixels == 0)
        return {};
    return QStringLiteral("%1 pixels, at most %2 of 255, in %3,%4 to %5,%6")
        .arg(pixels)
        .arg(most)
        .arg(where.left())
        .arg(where.top())
        .arg(where.right())
        .arg(where.bottom());
}

/// A vorticity whose every frame is another one; its flow is known.
std::shared_ptr<PredictionSnapshot> vortices()
{
    auto sample = planeSample(6);
    sample->channels = {"vorticity"};
    for (SpaceAxis& axis : sample->space)
        axis.periodic = true;
    return sample;
}

FieldLook plainLook()
{
    FieldLook look;
    look.contours = 3;
    look.probes = {{2.0, 3.0}, {7.0, 5.0}};
    look.line = std::pair(std::vector{0.0, 0.0}, std::vector{7.0, 5.0});
    return look;
}

FigureSpec frameOf(const PredictionSnapshot& sample, FieldLook look, std::int64_t time)
{
    look.time = time;
    return fieldFigure(sample, look, {});
}

}  // namespace

class FigurePictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFrameDrawnOverTheLastOneIsTheFrame_data()
    {
        QTest::addColumn<qreal>("ratio");
        for (const qreal ratio : {1.0, 1.25, 1.5, 2.0})
            QTest::addRow("%g", ratio) << ratio;
    }
    void aFrameDrawnOverTheLastOneIsTheFrame()
    {
        QFETCH(qreal, ratio);
        const auto sample = planeSample(6);
        FigurePicture picture;
        for (const std::int64_t time : {0, 3, 5, 1}) {
            const FigureSpec frame = frameOf(*sample, plainLook(), time);
            picture.show(placementOf(frame, ratio));
            QCOMPARE(difference(picture.pixmap().toImage(), drawn(frame, ratio)), QString());
        }
        QCOMPARE(picture.wholeDrawings(), 1);
    }

    void timesThatMoveOverAnImageAreDrawnOverIt()
    {
        const auto wave = movingWave(12);
        FieldLook look;
        look.probes = {{0.25}};
        FigurePicture picture;
        for (const std::int64_t time : {2, 7, 11}) {
            const FigureSpec frame = frameOf(*wave, look, time);
            picture.show(placementOf(frame));
            QCOMPARE(difference(picture.pixmap().toImage(), drawn(frame)), QString());
        }
        QCOMPARE(picture.wholeDrawings(), 1);
    }

    void whateverElseChangesIsSeen_data()
    {
        QTest::addColumn<int>("change");
        for (int change = 0; change < 8; ++change)
            QTest::addRow("%d", change) << change;
    }
    void whateverElseChangesIsSeen()
    {
        QFETCH(int, change);
        const auto sample = planeSample(6);
        const FigureSpec before = frameOf(*sample, plainLook(), 2);
        FieldLook look = plainLook();
        look.range = change == 0 ? FieldRange::Frame : FieldRange::Series;
        look.error = change == 1 ? FieldError::Absolute : FieldError::Signed;
        look.reversed = change == 2;
        if (change == 3)
            look.probes = {{7.0, 0.0}};
        FigureSpec after = frameOf(*sample, look, 2);
        if (change == 4)
            after.title.clear();
        if (change == 5)
            after.panels[1].title = "another one";
        if (change == 6)
            after.panels[0].bands.push_back({"given", 1.0, 2.0});
        if (change == 7)
            after.panels[0].image->values[0] = 1e6;  // beyond the end of the bar
        FigurePicture picture;
        picture.show(placementOf(before));
        picture.show(placementOf(after));
        QCOMPARE(difference(picture.pixmap().toImage(), drawn(after)), QString());
        QCOMPARE(picture.wholeDrawings(), 2);
    }

    void arrowsMoveAndTheirLegendWithThem()
    {
        const auto sample = vortices();
        FieldLook look;
        look.arrows = true;
        FigurePicture picture;
        for (const std::int64_t time : {0, 2, 4}) {
            const FigureSpec frame = frameOf(*sample, look, time);
            QVERIFY(!frame.panels[0].arrows.empty());
            picture.show(placementOf(frame));
            QCOMPARE(difference(picture.pixmap().toImage(), drawn(frame)), QString());
        }
    }

    void anotherSizeAnotherLookAndForgettingDrawAllOfIt()
    {
        const FigureSpec frame = frameOf(*planeSample(), plainLook(), 1);
        FigurePicture picture;
        picture.show(placementOf(frame));
        FigurePlacement dark = placementOf(frame);
        dark.look.background = Qt::black;
        dark.look.foreground = Qt::white;
        picture.show(dark);
        QCOMPARE(picture.pixmap().toImage().pixelColor(0, 0), QColor(Qt::black));
        picture.forget();
        picture.show(dark);
        QCOMPARE(picture.wholeDrawings(), 3);
        FigurePlacement none = placementOf(frame);
        none.target = {};
        picture.show(none);
        QVERIFY(picture.places().empty());
    }

    void placesAreThoseOfTheDrawnFigure()
    {
        const FigurePlacement placement = placementOf(frameOf(*planeSample(), plainLook(), 1));
        FigurePicture picture;
        picture.show(placement);
        const auto places = figurePlaces(placement.figure, placement.target);
        QCOMPARE(picture.places().size(), places.size());
        for (std::size_t i = 0; i < places.size(); ++i)
            QCOMPARE(picture.places()[i].area, places[i].area);
    }
};

NIE_TEST_WITH(QApplication, FigurePictureTest);

}  // namespace nie::figure_picture_test

#include "figure_picture_test.moc"
