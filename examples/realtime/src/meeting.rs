//! Plays a meeting of three people, as Recall delivers it, and checks what the application has of it.

use std::error::Error;
use std::f64::consts::TAU;
use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::{Id, Provider};
use futures_util::{SinkExt, StreamExt};
use hound::WavReader;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::app::{App, WAV};
use crate::vendor::{Vendor, random_text, sign};
use crate::{proof, server};

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

const RECORDING: &str = "9a0b0e27-5d3c-4c0f-8a7d-2f5f3f4c1d22";
const ADA: (u32, &str) = (100, "Ada Quist");
const BEN: (u32, &str) = (200, "Ben Ito");
const CLEO: (u32, &str) = (300, "Cleo Maas");

/// Width and height of the video.
const SIZE: (u32, u32) = (64, 36);
const FRAMES: u8 = 4;
const SECONDS: u32 = 3;

struct Recall {
    vendor: Vendor,
    secret: String,
    url: String,
    socket: Socket,
    posted: u32,
}

pub(crate) async fn run(out: PathBuf) -> Result<(), Box<dyn Error>> {
    let (secret, token) = (random_text(), random_text());
    let app = Arc::new(App::new(out.clone()));
    let routes = server::routes(&app, proof(&secret, &token)?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    writeln!(
        io::stdout(),
        "A meeting at http://{address}, with secrets for this run only.\n"
    )?;

    let live = format!("ws://{address}/recall/live");
    let refused = match connect_async(&live).await {
        Err(tungstenite::Error::Http(response)) => response.status().as_u16(),
        _ => 0,
    };
    let (socket, _) = connect_async(format!("{live}?token={token}")).await?;
    let mut recall = Recall {
        vendor: Vendor::new(),
        secret,
        url: format!("http://{address}/recall"),
        socket,
        posted: 0,
    };
    let forged = does("join", 0.0, (666, "Mallory"));
    let answer = recall.vendor.post(&recall.url, &[], forged.as_bytes());
    let forged = answer.await?.status.as_u16();
    recall.play().await?;
    recall.close().await?;
    server.abort();

    let (turns, people) = app.lines(&Id::from(RECORDING));
    let folder = out.join(RECORDING);
    writeln!(io::stdout(), "\nTranscript\n  {}", turns.join("\n  "))?;
    writeln!(io::stdout(), "\nRoster\n  {}", people.join("\n  "))?;
    writeln!(
        io::stdout(),
        "\nAudio and video are in {}\n",
        folder.display()
    )?;

    let samples: Vec<i16> = tone().collect();
    let checks = [
        ("a WebSocket without the token is refused", refused == 401),
        ("an unsigned delivery is refused", forged == 401),
        (
            "the transcript has the final words, once and in order",
            turns
                == [
                    "Ada Quist: Good morning, shall we start?",
                    "Ben Ito: Here are the figures.",
                    "Cleo Maas: I am back.",
                ],
        ),
        (
            "the roster says who is there",
            people == ["Ada Quist, camera", "Ben Ito, has left", "Cleo Maas"],
        ),
        ("the WAV has every sample", {
            let wav = WavReader::open(folder.join("audio.wav"))?;
            let is_right = wav.spec() == WAV;
            let heard: Result<Vec<i16>, _> = wav.into_samples().collect();
            is_right && heard? == samples
        }),
        ("the PNGs have every pixel", {
            let mut shown = Vec::new();
            for number in 1..=FRAMES {
                let path = folder.join(format!("frame-{number:04}.png"));
                shown.push(read_png(path)? == pixels(number));
            }
            shown.iter().all(|is_right| *is_right)
        }),
    ];
    for (what, holds) in checks {
        writeln!(
            io::stdout(),
            "{}  {what}",
            if holds { "ok    " } else { "FAILED" }
        )?;
    }
    let failed = checks.iter().filter(|(_, holds)| !holds).count();
    if failed > 0 {
        return Err(format!("{failed} checks failed").into());
    }
    Ok(())
}

impl Recall {
    /// Deliveries are late and are repeated, as they can be.
    async fn play(&mut self) -> Result<(), Box<dyn Error>> {
        self.post(&does("join", 0.5, ADA)).await?;
        self.post(&does("join", 1.0, BEN)).await?;
        self.post(&does("join", 1.5, CLEO)).await?;
        self.post(&does("webcam_on", 1.8, ADA)).await?;
        self.post(&does("speech_on", 2.0, ADA)).await?;
        self.post(&says("partial_data", 2.0, ADA, "Good")).await?;
        let late = says("partial_data", 2.0, ADA, "Good morning, shell we");
        self.post(&late).await?;
        for samples in tone().collect::<Vec<_>>().chunks(1600) {
            let bytes: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
            let audio = json!({"buffer": STANDARD.encode(bytes), "timestamp": at(2.0)});
            self.send(body("audio_mixed_raw.data", &audio)).await?;
        }
        let words = says("data", 2.0, ADA, "Good morning, shall we start?");
        self.post(&words).await?;
        self.post(&words).await?;
        self.post(&late).await?;
        self.post(&does("speech_off", 5.0, ADA)).await?;

        self.post(&does("leave", 6.0, CLEO)).await?;
        self.post(&does("screenshare_on", 7.0, BEN)).await?;
        for number in 1..=FRAMES {
            let video = json!({
                "buffer": STANDARD.encode(write_png(number)?), "timestamp": at(7.0),
                "type": "screenshare", "participant": person(BEN),
            });
            self.send(body("video_separate_png.data", &video)).await?;
        }
        let chat = json!({
            "participant": person(BEN), "timestamp": at(8.0),
            "data": {"text": "They are in the second sheet.", "to": "everyone"},
        });
        self.post(&body("participant_events.chat_message", &chat))
            .await?;
        // The end arrives before the beginning.
        self.post(&does("speech_off", 11.0, BEN)).await?;
        self.post(&does("speech_on", 9.0, BEN)).await?;
        let words = says("partial_data", 9.0, BEN, "Here are the");
        self.send(words).await?;
        let words = says("data", 9.0, BEN, "Here are the figures.");
        self.send(words).await?;

        self.post(&does("join", 12.0, CLEO)).await?;
        self.post(&does("leave", 6.0, CLEO)).await?;
        self.post(&says("data", 13.0, CLEO, "I am back.")).await?;
        self.post(&does("leave", 15.0, BEN)).await
    }

    async fn post(&mut self, body: &str) -> Result<(), Box<dyn Error>> {
        self.posted += 1;
        let id = format!("msg_{}", self.posted);
        let headers = sign(Provider::Recall, Some(&self.secret), &id, body.as_bytes())?;
        let answer = self.vendor.post(&self.url, &headers, body.as_bytes());
        let answer = answer.await?;
        if answer.status.is_success() {
            Ok(())
        } else {
            Err(format!("{id}: {} {}", answer.status, answer.body).into())
        }
    }

    async fn send(&mut self, body: String) -> Result<(), Box<dyn Error>> {
        Ok(self.socket.send(Message::from(body)).await?)
    }

    /// The server reads in order, so when it closes, it has read everything.
    async fn close(mut self) -> Result<(), Box<dyn Error>> {
        self.socket.close(None).await?;
        while let Some(message) = self.socket.next().await {
            message?;
        }
        Ok(())
    }
}

fn body(event: &str, data: &Value) -> String {
    let mut data = json!({"data": data, "recording": {"id": RECORDING}, "bot": {"id": "b-1"}});
    if event.starts_with("transcript.") {
        data["transcript"] = json!({"id": "t-1"});
    }
    json!({"event": event, "data": data}).to_string()
}

fn does(what: &str, second: f64, who: (u32, &str)) -> String {
    let action = json!({"participant": person(who), "timestamp": at(second), "data": null});
    body(&format!("participant_events.{what}"), &action)
}

fn says(what: &str, start: f64, who: (u32, &str), text: &str) -> String {
    let starts = (0_u32..).map(|word| start + 0.4 * f64::from(word));
    let words = text.split(' ').zip(starts).map(|(text, start)| {
        json!({"text": text, "start_timestamp": at(start), "end_timestamp": at(start + 0.3)})
    });
    let words: Vec<_> = words.collect();
    let said = json!({"participant": person(who), "words": words});
    body(&format!("transcript.{what}"), &said)
}

fn person((id, name): (u32, &str)) -> Value {
    json!({"id": id, "name": name, "is_host": id == ADA.0, "platform": "desktop", "extra_data": {}})
}

fn at(second: f64) -> Value {
    json!({"absolute": format!("2026-02-09T08:43:{second:06.3}Z"), "relative": second})
}

#[allow(clippy::cast_possible_truncation)]
fn tone() -> impl Iterator<Item = i16> {
    let rate = WAV.sample_rate;
    let second = move |sample| f64::from(sample) / f64::from(rate);
    (0..SECONDS * rate).map(move |sample| ((TAU * 440.0 * second(sample)).sin() * 8000.0) as i16)
}

/// A frame's pixels, as red, green and blue.
fn pixels(number: u8) -> Vec<u8> {
    let pixels = (0..SIZE.0 * SIZE.1).flat_map(|pixel| {
        let [low, ..] = pixel.to_le_bytes();
        [low, number * 50, 255 - low]
    });
    pixels.collect()
}

fn write_png(number: u8) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels(number))?;
    writer.finish()?;
    Ok(file)
}

fn read_png(path: PathBuf) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path)?)).read_info()?;
    let size = reader.output_buffer_size().ok_or("too large a PNG")?;
    let mut pixels = vec![0; size];
    let info = reader.next_frame(&mut pixels)?;
    pixels.truncate(info.buffer_size());
    Ok(pixels)
}
