#include "app/panels/field_controls.h"

#include "core/results/colour_map.h"
#include "widgets/curves/flow_layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleValidator>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>

#include <string>

namespace nie {

namespace {

constexpr int kBoundWidth = 72;
constexpr int kSwatchWidth = 40;
constexpr int kSwatchHeight = 12;

QIcon mapSwatch(const std::string& name)
{
    const std::vector<RgbColour>& map = colourMap(name);
    QImage strip(static_cast<int>(map.size()), 1, QImage::Format_RGB32);
    for (int i = 0; i < strip.width(); ++i) {
        const RgbColour& colour = map[static_cast<std::size_t>(i)];
        strip.setPixel(i, 0, qRgb(colour.red, colour.green, colour.blue));
    }
    return QPixmap::fromImage(strip.scaled(2 * kSwatchWidth, 2 * kSwatchHeight));
}

/// "blue_red" as "Blue red".
QString mapTitle(const std::string& name)
{
    QString title = QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
    title[0] = title[0].toUpper();
    return title;
}

}  // namespace

FieldControls::FieldControls(QWidget* parent)
    : QWidget(parent),
      m_kind(addBox("kind", tr("View"), tr("How the sample is looked at"))),
      m_channel(addBox("channel", tr("Channel"), tr("Which channel is drawn"))),
      m_other(addBox("otherChannel", tr("Other channel"), tr("The channel that goes upwards"))),
      m_error(addBox("error", tr("Kind of error"),
                     tr("Prediction less truth, its size, or over the root mean square of the "
                        "truth"))),
      m_range(addBox("range", tr("Colour range"), tr("What the colours reach over"))),
      m_from(addBound("rangeFrom", tr("Lower end of the colours"), &FieldLook::from)),
      m_to(addBound("rangeTo", tr("Upper end of the colours"), &FieldLook::to)),
      m_map(addBox("colourMap", tr("Colour map"), tr("Colours of truth and prediction"))),
      m_reversed(addSwitch("reversed", tr("Reverse"), tr("The colour map from its other end"),
                           &FieldLook::reversed)),
      m_errorMap(addBox("errorMap", tr("Colour map of errors"),
                        tr("Colours of errors; of sizes of errors its half above zero"))),
      m_linked(addSwitch("linked", tr("Linked"), tr("Truth and prediction share one range"),
                         &FieldLook::linked)),
      m_shaded(addSwitch("shaded", tr("Given times"), tr("Mark the times that the model was given"),
                         &FieldLook::shaded)),
      m_contours(new QSpinBox),
      m_arrows(addSwitch("arrows", tr("Flow"), {}, &FieldLook::arrows))
{
    setObjectName(QStringLiteral("fieldControls"));
    setAccessibleName(tr("Settings of the view"));
    buildRange();
    buildMaps();
    build();
}

QComboBox* FieldControls::addBox(const char* name, const QString& title, const QString& tip)
{
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("fields.") + QLatin1String(name));
    box->setAccessibleName(title);
    box->setToolTip(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

QCheckBox* FieldControls::addSwitch(const char* name, const QString& text, const QString& tip,
                                    bool FieldLook::*setting)
{
    auto* box = new QCheckBox(text);
    box->setObjectName(QStringLiteral("fields.") + QLatin1String(name));
    box->setAccessibleName(text);
    box->setToolTip(tip);
    connect(box, &QCheckBox::clicked, this, [this, setting](bool on) {
        FieldLook look = m_look;
        look.*setting = on;
        Q_EMIT lookEdited(look);
    });
    return box;
}

QLineEdit* FieldControls::addBound(const char* name, const QString& title, double FieldLook::*bound)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QStringLiteral("fields.") + QLatin1String(name));
    edit->setAccessibleName(title);
    edit->setToolTip(title);
    edit->setFixedWidth(kBoundWidth);
    auto* numbers = new QDoubleValidator(edit);
    numbers->setLocale(QLocale::c());
    edit->setValidator(numbers);
    connect(edit, &QLineEdit::editingFinished, this,
            [this, edit, bound] { setBound(*edit, bound); });
    return edit;
}

QWidget* FieldControls::addGroup(const QString& title, const std::vector<QWidget*>& parts)
{
    auto* group = new QWidget;
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(4);
    if (!title.isEmpty()) {
        auto* label = new QLabel(title);
        label->setBuddy(parts.front());
        row->addWidget(label);
    }
    for (QWidget* part : parts)
        row->addWidget(part);
    layout()->addWidget(group);
    return group;
}

template <class Value>
void FieldControls::connectBox(QComboBox* box, Value FieldLook::*setting)
{
    connect(box, &QComboBox::activated, this, [this, box, setting] {
        FieldLook look = m_look;
        look.*setting = box->currentData().value<Value>();
        Q_EMIT lookEdited(look);
    });
}

void FieldControls::buildRange()
{
    m_range->addItem(tr("Whole series"), QVariant::fromValue(FieldRange::Series));
    m_range->addItem(tr("This frame"), QVariant::fromValue(FieldRange::Frame));
    m_range->addItem(tr("2 to 98 %"), QVariant::fromValue(FieldRange::Robust));
    m_range->addItem(tr("By hand"), QVariant::fromValue(FieldRange::Manual));
    m_error->addItem(tr("Signed"), QVariant::fromValue(FieldError::Signed));
    m_error->addItem(tr("Absolute"), QVariant::fromValue(FieldError::Absolute));
    m_error->addItem(tr("Relative"), QVariant::fromValue(FieldError::Relative));
    m_contours->setObjectName(QStringLiteral("fields.contours"));
    m_contours->setAccessibleName(tr("Contour lines"));
    m_contours->setToolTip(tr("So many lines of equal value over the images"));
    m_contours->setRange(0, kMostContours);
    m_contours->setSpecialValueText(tr("none"));
}

void FieldControls::buildMaps()
{
    const auto fill = [](QComboBox& box, const std::vector<std::string>& names) {
        box.setIconSize({kSwatchWidth, kSwatchHeight});
        for (const std::string& name : names)
            box.addItem(mapSwatch(name), mapTitle(name), QString::fromStdString(name));
    };
    fill(*m_map, colourMapNames());
    fill(*m_errorMap, divergingMapNames());
    connectMap(m_map, &FieldLook::colourMap);
    connectMap(m_errorMap, &FieldLook::errorMap);
}

void FieldControls::connectMap(QComboBox* box, std::string FieldLook::*setting)
{
    connect(box, &QComboBox::activated, this, [this, box, setting] {
        FieldLook look = m_look;
        look.*setting = box->currentData().toString().toStdString();
        Q_EMIT lookEdited(look);
    });
}

void FieldControls::build()
{
    auto* flow = new FlowLayout(4);
    setLayout(flow);
    addGroup(tr("&View"), {m_kind});
    m_channelGroup = addGroup(tr("&Channel"), {m_channel});
    m_otherGroup = addGroup(tr("against"), {m_other});
    m_errorGroup = addGroup(tr("&Error"), {m_error});
    m_rangeGroup = addGroup(tr("&Range"), {m_range, m_linked});
    m_boundsGroup = addGroup(tr("from"), {m_from, new QLabel(tr("to")), m_to});
    m_coloursGroup =
        addGroup(tr("C&olours"), {m_map, m_reversed, new QLabel(tr("Errors")), m_errorMap});
    m_planeGroup = addGroup(tr("Con&tours"), {m_contours, m_arrows});
    addGroup({}, {m_shaded});
    connect(m_kind, &QComboBox::activated, this, &FieldControls::chooseKind);
    connect(m_range, &QComboBox::activated, this, &FieldControls::chooseRange);
    connectBox(m_channel, &FieldLook::channel);
    connectBox(m_other, &FieldLook::otherChannel);
    connectBox(m_error, &FieldLook::error);
    connect(m_contours, &QSpinBox::valueChanged, this, [this](int count) {
        FieldLook look = m_look;
        look.contours = count;
        Q_EMIT lookEdited(look);
    });
}

}  // namespace nie
