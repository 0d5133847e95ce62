#include "app/panels/export_form.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSignalBlocker>

namespace nie {

namespace {

constexpr double kMillimetres = 1.0;
constexpr double kInch = 25.4;
constexpr double kLeastLength = 10.0;  ///< millimetres
constexpr double kMostLength = 2000.0;

/// Who asks for it, when that was read, and what wants a look.
QString presetTip(const FigurePreset& preset)
{
    QString tip = QStringLiteral("%1 (%2)").arg(QString::fromStdString(preset.source),
                                                QString::fromStdString(preset.checked));
    if (!preset.unconfirmed.empty())
        tip += "\n" + ExportForm::tr("Some of it is not confirmed: the journal's own page decides");
    return tip;
}

}  // namespace

ExportForm::ExportForm(std::vector<FigurePreset> presets, QWidget* parent)
    : QWidget(parent),
      m_presets(std::move(presets)),
      m_rows(new QFormLayout(this)),
      m_preset(new QComboBox),
      m_unit(new QComboBox),
      m_width(nullptr),
      m_height(nullptr),
      m_font(new QDoubleSpinBox),
      m_dpi(new QSpinBox)
{
    setObjectName(QStringLiteral("exportForm"));
    setAccessibleName(tr("Size and letters"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setVerticalSpacing(8);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildPresets();
    m_width =
        addLength("exportWidth", tr("&Width"), tr("Of the finished figure"), &ExportForm::setWidth);
    m_height =
        addLength("exportHeight", tr("&Height"), tr("As the proportions give, until it is changed"),
                  &ExportForm::setHeight);
    m_unit->setObjectName(QStringLiteral("exportUnit"));
    m_unit->setAccessibleName(tr("Unit of width and height"));
    m_unit->setToolTip(m_unit->accessibleName());
    m_unit->addItem(tr("mm"), kMillimetres);
    m_unit->addItem(tr("inches"), kInch);
    m_rows->addRow(tr("&Unit"), m_unit);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &ExportForm::showUnit);
    buildLetters();
    showUnit();
}

void ExportForm::buildPresets()
{
    m_preset->setObjectName(QStringLiteral("exportPreset"));
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setToolTip(tr("What a journal asks of its figures"));
    m_preset->addItem(tr("As on the page"));
    for (const FigurePreset& preset : m_presets) {
        m_preset->addItem(QString::fromStdString(preset.title));
        m_preset->setItemData(m_preset->count() - 1, presetTip(preset), Qt::ToolTipRole);
    }
    m_rows->addRow(tr("&Preset"), m_preset);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &ExportForm::choosePreset);
}

QDoubleSpinBox* ExportForm::addLength(const char* name, const QString& text, const QString& tip,
                                      void (ExportForm::*edited)(double))
{
    auto* box = new QDoubleSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(QString(text).remove('&'));
    box->setToolTip(tip);
    box->setKeyboardTracking(false);
    connect(box, &QDoubleSpinBox::valueChanged, this, edited);
    m_rows->addRow(text, box);
    return box;
}

void ExportForm::buildLetters()
{
    m_font->setObjectName(QStringLiteral("exportFont"));
    m_font->setAccessibleName(tr("Size of letters"));
    m_font->setToolTip(tr("Of titles, numbers and labels"));
    m_font->setRange(1.0, 72.0);
    m_font->setDecimals(1);
    m_font->setSingleStep(0.5);
    m_font->setSuffix(tr(" pt"));
    m_font->setKeyboardTracking(false);
    m_rows->addRow(tr("&Letters"), m_font);
    connect(m_font, &QDoubleSpinBox::valueChanged, this, [this](double points) {
        m_settings.font = points;
        Q_EMIT changed();
    });
    m_dpi->setObjectName(QStringLiteral("exportDpi"));
    m_dpi->setAccessibleName(tr("Resolution"));
    m_dpi->setToolTip(tr("Dots per inch of PNG and TIFF; the other files have none"));
    m_dpi->setRange(10, 4800);
    m_dpi->setSingleStep(100);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setKeyboardTracking(false);
    m_rows->addRow(tr("&Resolution"), m_dpi);
    connect(m_dpi, &QSpinBox::valueChanged, this, [this](int dpi) {
        m_settings.dpi = dpi;
        Q_EMIT changed();
    });
}

const FigurePreset* ExportForm::preset() const
{
    const int index = m_preset->currentIndex() - 1;
    return index < 0 ? nullptr : &m_presets[static_cast<std::size_t>(index)];
}

void ExportForm::choosePreset(int)
{
    m_settings = {};  // a preset decides all of it
    if (preset())
        m_settings.preset = preset()->name;
    Q_EMIT presetChosen();
    Q_EMIT changed();
}

double ExportForm::millimetresPerUnit() const
{
    return m_unit->currentData().toDouble();
}

void ExportForm::setWidth(double shown)
{
    m_settings.width = shown * millimetresPerUnit();
    m_settings.height.reset();
    Q_EMIT changed();
}

void ExportForm::setHeight(double shown)
{
    m_settings.height = shown * millimetresPerUnit();
    Q_EMIT changed();
}

void ExportForm::showUnit()
{
    const double unit = millimetresPerUnit();
    for (QDoubleSpinBox* box : {m_width, m_height}) {
        const QSignalBlocker quiet(box);
        box->setDecimals(unit == kInch ? 3 : 1);
        box->setSingleStep(unit == kInch ? 0.1 : 1.0);
        box->setSuffix(unit == kInch ? tr(" in") : tr(" mm"));
        box->setRange(kLeastLength / unit, kMostLength / unit);
        box->setValue((box == m_width ? m_shownWidth : m_shownHeight) / unit);
    }
}

void ExportForm::showFigure(const FigureSpec& figure, int dpi)
{
    m_shownWidth = figure.widthMillimetres;
    m_shownHeight = figure.heightMillimetres;
    showUnit();
    const QSignalBlocker quietFont(m_font), quietDpi(m_dpi);
    m_font->setValue(figure.fontPoints);
    m_dpi->setValue(dpi);
}

void ExportForm::setRaster(bool raster)
{
    m_dpi->setEnabled(raster);
}

}  // namespace nie
