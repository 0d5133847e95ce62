#include "tests/support/test_registry.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPixmap>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <limits>

namespace nie::style_test {

namespace {

/// WCAG 2.1 relative luminance and contrast ratio.
double luminance(const QColor& colour)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

constexpr int kIconCount = static_cast<int>(Icon::Close) + 1;

}  // namespace

class StyleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadableInBothPalettes()
    {
        for (const QPalette& palette : {lightPalette(), darkPalette()}) {
            const QColor window = palette.color(QPalette::Window),
                         base = palette.color(QPalette::Base);
            const ThemeColours colours = themeColours(palette);
            QVERIFY(contrast(palette.color(QPalette::WindowText), window) >= 7);
            QVERIFY(contrast(palette.color(QPalette::Text), base) >= 7);
            QVERIFY(contrast(palette.color(QPalette::HighlightedText),
                             palette.color(QPalette::Highlight)) >= 4.5);
            for (const QColor& text : {colours.mutedText, colours.warning, colours.error}) {
                QVERIFY2(contrast(text, window) >= 4.5, qPrintable(text.name()));
                QVERIFY2(contrast(text, base) >= 4.5, qPrintable(text.name()));
            }
            QVERIFY(contrast(colours.accent, window) >= 3);
        }
    }

    void seriesColoursStandOutAndDiffer()
    {
        for (bool dark : {false, true}) {
            const QColor base = (dark ? darkPalette() : lightPalette()).color(QPalette::Base);
            for (int i = 0; i < 8; ++i) {
                QVERIFY2(contrast(seriesColour(i, dark), base) >= 2,
                         qPrintable(QString::number(i)));
                for (int k = 0; k < i; ++k)
                    QVERIFY(seriesColour(i, dark) != seriesColour(k, dark));
            }
            QCOMPARE(seriesColour(9, dark), seriesColour(1, dark));
            QCOMPARE(seriesColour(-1, dark), seriesColour(7, dark));
        }
    }

    void appearanceCanBeChosenAgainstTheSystem()
    {
        applyApplicationStyle(*qApp, Appearance::Dark);
        QVERIFY(isDark(QApplication::palette()));
        applyApplicationStyle(*qApp, Appearance::Light);
        QVERIFY(!isDark(QApplication::palette()));
        qputenv("GTK_THEME", "Adwaita:dark");
        applyApplicationStyle(*qApp, Appearance::System);
        QVERIFY(isDark(QApplication::palette()));
        qputenv("GTK_THEME", "Adwaita");
        applyApplicationStyle(*qApp, Appearance::System);
        QVERIFY(!isDark(QApplication::palette()));
        qunsetenv("GTK_THEME");
        applyApplicationStyle(*qApp, Appearance::Dark);
        // Our own dark palette is not mistaken for the desktop's.
        QVERIFY(!systemPrefersDark());
    }

    void everyIconIsWellFormedAndDrawnInTheTextColour()
    {
        applyApplicationStyle(*qApp, Appearance::Light);
        for (int i = 0; i < kIconCount; ++i) {
            QXmlStreamReader xml(iconSvg(static_cast<Icon>(i), Qt::red));
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(QString::number(i)));
            const QImage image = icon(static_cast<Icon>(i)).pixmap(QSize(48, 48), 1.0).toImage();
            QCOMPARE(image.size(), QSize(48, 48));
            int inked = 0;
            for (int y = 0; y < 48; ++y)
                for (int x = 0; x < 48; ++x)
                    inked += image.pixelColor(x, y).alpha() > 128;
            QVERIFY2(inked > 60 && inked < 1400,
                     qPrintable(QString("icon %1: %2").arg(i).arg(inked)));
        }
    }

    void iconsFollowAChangeOfPalette()
    {
        const QIcon one = icon(Icon::Stop);
        const auto ink = [&one] {
            const QImage image = one.pixmap(QSize(24, 24), 1.0).toImage();
            return image.pixelColor(12, 6);
        };
        applyApplicationStyle(*qApp, Appearance::Light);
        QVERIFY(ink().lightness() < 100);
        applyApplicationStyle(*qApp, Appearance::Dark);
        QVERIFY(ink().lightness() > 150);
    }

    void numbersAreWrittenShort_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 3.2e-4 << "3.2e-4";
        QTest::newRow("tenth") << 0.04123 << "0.0412";
        QTest::newRow("one") << 1.0 << "1.00";
        QTest::newRow("thousand") << 1240.4 << "1240";
        QTest::newRow("large") << 1.24e7 << "1.2e7";
        QTest::newRow("negative") << -0.5 << "-0.500";
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("nan") << std::nan("") << "nan";
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "inf";
    }
    void numbersAreWrittenShort()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(formatNumber(value), text);
    }

    void durationsAndCountsReadLikeAClockAndAThousand()
    {
        QCOMPARE(formatDuration(99), "1:39");
        QCOMPARE(formatDuration(7.2), "0:07");
        QCOMPARE(formatDuration(7390), "2:03:10");
        QCOMPARE(formatDuration(-1), "-");
        QCOMPARE(formatDuration(std::nan("")), "-");
        QCOMPARE(formatCount(1240), "1,240");
        QCOMPARE(formatPercent(0.914), "91 %");
    }

    void digitsOfTheTabularFontAreEquallyWide()
    {
        const QFontMetricsF metrics(tabularFont(QApplication::font()));
        for (char digit = '0'; digit <= '9'; ++digit)
            QVERIFY(std::abs(metrics.horizontalAdvance(digit) - metrics.horizontalAdvance('0')) <
                    0.01);
    }
};

NIE_TEST_WITH(QApplication, StyleTest);

}  // namespace nie::style_test

#include "style_test.moc"
