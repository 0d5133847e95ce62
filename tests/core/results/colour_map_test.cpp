#include "core/base/error.h"
#include "core/results/colour_map.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

namespace nie::colour_map_test {

namespace {

/// CIE L*, a*, b* (D65) of an sRGB colour, by the forward formulas of IEC 61966-2-1 and CIE 15.
struct Lab {
    double lightness, a, b;
};
Lab labOf(RgbColour colour)
{
    const auto linear = [](int channel) {
        const double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double r = linear(colour.red), g = linear(colour.green), b = linear(colour.blue);
    const auto root = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Lab& p, const Lab& q)
{
    return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

}  // namespace

class ColourMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMapHas256ColoursAndItsName()
    {
        for (const std::string& name : colourMapNames())
            QCOMPARE(colourMap(name).size(), std::size_t(256));
    }

    void sequentialMapsRiseEvenlyInLightness_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("darkest");
        QTest::addColumn<double>("brightest");
        QTest::newRow("viridis") << "viridis" << 15.0 << 91.0;
        QTest::newRow("cividis") << "cividis" << 13.8 << 91.3;
        QTest::newRow("magma") << "magma" << 0.2 << 98.0;
        QTest::newRow("grey") << "grey" << 0.0 << 100.0;
        QTest::newRow("dusk") << "dusk" << 15.0 << 93.0;
        QTest::newRow("teal") << "teal" << 12.0 << 95.0;
        QTest::newRow("white_red_r") << "white_red_r" << 35.0 << 97.0;
        QTest::newRow("white_purple_r") << "white_purple_r" << 35.0 << 97.0;
    }
    void sequentialMapsRiseEvenlyInLightness()
    {
        QFETCH(QString, name);
        QFETCH(double, darkest);
        QFETCH(double, brightest);
        const auto& map = colourMap(name.toStdString());
        std::vector<double> lightness;
        for (RgbColour colour : map)
            lightness.push_back(labOf(colour).lightness);
        QVERIFY2(std::abs(lightness.front() - darkest) < 1, qPrintable(name));
        QVERIFY2(std::abs(lightness.back() - brightest) < 1, qPrintable(name));
        // Rounding to 8 bits moves lightness by up to .04 between neighbours, and near black, where
        // lightness is steepest in the channels, makes the slope over eight colours uneven.
        const double step = (lightness.back() - lightness.front()) / 255;
        for (std::size_t i = 1; i < lightness.size(); ++i)
            QVERIFY2(lightness[i] > lightness[i - 1] - 0.04, qPrintable(QString::number(i)));
        for (std::size_t i = 8; i < lightness.size(); ++i) {
            const double rise = (lightness[i] - lightness[i - 8]) / 8;
            QVERIFY2(rise > 0.3 * step && rise < 1.4 * step,
                     qPrintable(QString("%1: %2 of %3").arg(i).arg(rise).arg(step)));
        }
    }

    void viridisCividisAndMagmaAreThePublishedOnes()
    {
        QVERIFY((colourMap("cividis").front() == RgbColour{0, 34, 78}));
        QVERIFY((colourMap("cividis")[128] == RgbColour{125, 124, 120}));
        QVERIFY((colourMap("cividis").back() == RgbColour{254, 232, 56}));
        QVERIFY((colourMap("viridis").front() == RgbColour{68, 1, 84}));
        QVERIFY((colourMap("viridis")[128] == RgbColour{33, 145, 140}));
        QVERIFY((colourMap("viridis").back() == RgbColour{253, 231, 37}));
        QVERIFY((colourMap("magma").front() == RgbColour{0, 0, 4}));
        QVERIFY((colourMap("magma")[128] == RgbColour{183, 55, 121}));
        QVERIFY((colourMap("magma").back() == RgbColour{252, 253, 191}));
    }

    void everySequentialMapOfTheListIsMonotoneInLightness()
    {
        for (const std::string& name : colourMapNames()) {
            if (mapOfSizes(name) != name)
                continue;  // for signed data
            const auto& map = colourMap(name);
            const double sign = labOf(map.back()).lightness > labOf(map[0]).lightness ? 1 : -1;
            for (std::size_t i = 1; i < map.size(); ++i)
                QVERIFY2(sign * (labOf(map[i]).lightness - labOf(map[i - 1]).lightness) > -0.04,
                         qPrintable(QString("%1 at %2").arg(QString::fromStdString(name)).arg(i)));
        }
    }

    void duskIsAStraightLineFromBlueToYellow()
    {
        const auto& map = colourMap("dusk");
        for (std::size_t i = 0; i < map.size(); ++i) {
            const double share = static_cast<double>(i) / 255;
            const Lab wanted{15 + 78 * share, 6 - 14 * share, -26 + 76 * share};
            // Rounding to 8 bits moves dark blues by a little more than 1.
            QVERIFY2(distance(labOf(map[i]), wanted) < 1.5, qPrintable(QString::number(i)));
        }
    }

    void everyMapHasItsReverse()
    {
        for (const std::string& name : colourMapNames()) {
            auto map = colourMap(name);
            std::reverse(map.begin(), map.end());
            QVERIFY(colourMap(name + "_r") == map);
        }
    }

    void sizesOfErrorsHaveTheColoursOfErrorsAboveZero()
    {
        for (const std::string& name : divergingMapNames()) {
            const auto& signedMap = colourMap(name);
            const auto& sizes = colourMap(mapOfSizes(name));
            QVERIFY(sizes.back() == signedMap.back());
            for (std::size_t i = 0; i < 128; ++i) {
                const double share = (static_cast<double>(128 + i) / 255 - 0.5) * 2;
                QVERIFY2(distance(labOf(colourAt(sizes, share)), labOf(signedMap[128 + i])) < 1.0,
                         qPrintable(QString::number(i)));
            }
        }
        QCOMPARE(mapOfSizes("grey"), std::string("grey"));
    }

    void divergingMapsTreatBothSignsAlike()
    {
        for (const std::string& name : divergingMapNames()) {
            const auto& map = colourMap(name);
            const Lab middle = labOf(colourAt(map, 0.5));
            QVERIFY(middle.lightness > 96 && std::hypot(middle.a, middle.b) < 2);
            for (std::size_t i = 0; i < 128; ++i) {
                const Lab low = labOf(map[i]), high = labOf(map[255 - i]);
                QVERIFY2(std::abs(low.lightness - high.lightness) < 0.6,
                         qPrintable(QString::number(i)));
                QVERIFY2(std::abs(distance(low, middle) - distance(high, middle)) < 1.2,
                         qPrintable(QString::number(i)));
            }
            // Who sees red and green alike tells the signs by blue against yellow.
            QVERIFY(std::abs(labOf(map.front()).b - labOf(map.back()).b) > 60);
        }
        const auto& map = colourMap("blue_red");
        QVERIFY(map.front().blue > map.front().red && map.back().red > map.back().blue);
    }

    void sharesBeyondTheEndsKeepTheEnds()
    {
        const auto& map = colourMap("viridis");
        QVERIFY(colourAt(map, -3) == map.front());
        QVERIFY(colourAt(map, 0) == map.front());
        QVERIFY(colourAt(map, 1) == map.back());
        QVERIFY(colourAt(map, 7) == map.back());
        QVERIFY(colourAt(map, 100.0 / 255) == map[100]);
    }

    void unknownNameIsRefusedNamingWhatIsAllowed()
    {
        try {
            colourMap("jet");
            QFAIL("no error");
        } catch (const InputError& error) {
            QCOMPARE(error.detail().found, std::string("jet"));
            for (const std::string& name : colourMapNames())
                QVERIFY(error.detail().allowed.find(name) != std::string::npos);
        }
    }
};

NIE_TEST(ColourMapTest);

}  // namespace nie::colour_map_test

#include "colour_map_test.moc"
